"""`python -m bookstore.checkout` runs the service."""

from bookstore.checkout.app import run
from bookstore.platform.service import main

if __name__ == "__main__":
    main(run)
