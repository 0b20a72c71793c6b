"""What a run leaves to read: Allure results, and the one-file report made of them."""
