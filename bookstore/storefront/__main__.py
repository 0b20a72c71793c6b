"""`python -m bookstore.storefront` runs the service."""

from bookstore.platform.service import main
from bookstore.storefront.app import run

if __name__ == "__main__":
    main(run)
