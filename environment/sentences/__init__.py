"""The sentences of the steps: what their placeholders allow, and why a step is none of them."""
