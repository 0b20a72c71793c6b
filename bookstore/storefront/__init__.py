"""The storefront: the pages that customers use. It has no database and no rights of its own."""
