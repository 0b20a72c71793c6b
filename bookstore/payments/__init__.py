"""The payments service: authorize, capture, void and refund at the payment gateway."""
