"""`python -m bookstore.inventory` runs the service."""

from bookstore.inventory.app import run
from bookstore.platform.service import main

if __name__ == "__main__":
    main(run)
