"""What crossed the arrows: raw while the proxy holds it, masked the moment it leaves the proxy."""
