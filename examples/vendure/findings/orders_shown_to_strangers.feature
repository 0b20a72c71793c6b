Feature: The order of a registered customer is shown to a visitor who is not signed in
  Vendure 3.7.3, default order-by-code access strategy.

  Expected: `orderByCode` gives a registered customer's order to this customer alone.
  Seen: for two hours it is given to every session that is not signed in and knows the code, with address and
  mail address. The code is 16 random characters: it works like a secret address.
  Cause, by the source: order-by-code-access-strategy asks whether nobody is signed in and how old the order
  is, and not whether the order belongs to a guest, as its description says.

  Scenario: A visitor who is not signed in asks for the order
    Given the customer has bought 1 copy of "Dune" at $9.50
    When a visitor asks for the customer's order without signing in
    Then the visitor is asked to sign in
