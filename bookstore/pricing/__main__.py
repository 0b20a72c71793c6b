"""`python -m bookstore.pricing` runs the service."""

from bookstore.platform.service import main
from bookstore.pricing.app import run

if __name__ == "__main__":
    main(run)
