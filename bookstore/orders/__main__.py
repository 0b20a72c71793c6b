"""The normal way to run the service: `python -m bookstore.orders`."""

from bookstore.orders.app import run
from bookstore.platform.service import main

if __name__ == "__main__":
    main(run)
