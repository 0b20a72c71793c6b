"""`python -m bookstore.cart` runs the service."""

from bookstore.cart.app import run
from bookstore.platform.service import main

if __name__ == "__main__":
    main(run)
