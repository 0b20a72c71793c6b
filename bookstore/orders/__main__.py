"""`python -m bookstore.orders` runs the service."""

from bookstore.orders.app import run
from bookstore.platform.service import main

if __name__ == "__main__":
    main(run)
