"""The normal way to run it: `python -m bookstore.pricing`."""

from bookstore.platform.service import main
from bookstore.pricing.app import run

if __name__ == "__main__":
    main(run)
