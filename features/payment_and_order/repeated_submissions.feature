@payment_order @blocker
Feature: Repeated submissions
  A double click, two tabs or a lost answer repeat a submission: a cart is bought once.

  Rule: Submitting the same checkout again returns the first order

    @smoke @policy_repeats_submissions
    Scenario: The browser submits the same checkout twice, one after the other
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      When the browser submits the same checkout twice
      Then both submissions return the same order
      And the customer has one order of $19.00
      And the card has been charged $19.00 once

    @core
    Scenario: A double click submits the same checkout at the same moment
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      When the same checkout is submitted twice at the same moment
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

    @policy_repeats_submissions
    Scenario: A declined checkout is submitted again and is declined again without asking the bank
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer pays with a card that is declined as "generic decline"
      When the browser submits the same checkout twice
      Then both submissions are told "Your bank declined the payment. Please use another card, or ask your bank why."
      And the bank has been asked once

  Rule: A cart that was bought cannot be bought again

    @core
    Scenario: A second tab submits a checkout of its own for the same cart
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer has bought the cart
      When the customer checks out
      Then the customer is told that the cart has been bought already
      And the card has been charged $19.00 once

    @core
    Scenario: Two tabs submit checkouts of their own at the same moment
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      When the customer checks out from two tabs at the same moment
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

  @policy_repeats_submissions
  Rule: The idempotency key of one submission cannot be used for another

    Scenario: The page is changed and submitted with the same idempotency key
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer has bought the cart
      When the browser submits the checkout again with another address
      Then the customer is told that this submission was already used
      And the card has been charged $19.00 once
