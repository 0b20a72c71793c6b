"""The objects of the gateway, one type a file, each with its states and its JSON form."""
