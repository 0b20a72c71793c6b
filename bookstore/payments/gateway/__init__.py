"""What the payments service knows of the payment gateway: its API, its errors, and when to stop calling it."""
