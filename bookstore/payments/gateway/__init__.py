"""The client of the payment gateway: its calls, its answers and errors, deadlines and the circuit breaker."""
