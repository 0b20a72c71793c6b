@checkout_gateway @critical @core
Feature: Confirming a payment at the bank
  Some banks ask the customer to confirm a payment (3-D Secure). The checkout waits for ten minutes.

  Background:
    Given the customer's cart holds 2 of the shop's 3 copies of "Dune" at $9.50

  Rule: No order is made before the customer has confirmed the payment

    @smoke
    Scenario: The customer confirms the payment and comes back
      Given the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      When the customer confirms the payment and comes back
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the customer gets one confirmation mail over $19.00

    Scenario: A wallet whose bank asks is charged after the confirmation
      Given the customer pays with a wallet whose bank asks for confirmation
      And the customer has been sent to the bank's page
      When the customer confirms the payment and comes back
      Then the customer has one order of $19.00
      And the wallet has been charged $19.00 once

    Scenario: The customer comes back without having confirmed
      Given the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      When the customer comes back without having confirmed the payment
      Then the customer is sent to the bank's page
      And the customer has no order

  Rule: A payment that is not confirmed costs nothing, and can be tried again

    Scenario: The customer fails the bank's check
      Given the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      When the customer fails the bank's check and comes back
      Then the customer is told "Your bank could not confirm that it was you. Please try again, or use another card."
      And the card has not been charged
      And 3 copies of "Dune" are left

    Scenario: After a failed check the customer pays with another card
      Given the customer pays with a card whose bank asks for confirmation
      And the customer has been sent to the bank's page
      And the customer has failed the bank's check
      When the customer checks out with another card
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once

    Scenario: The bank declines the payment after the confirmation
      Given the customer pays with a card whose bank asks for confirmation, then declines
      And the customer has been sent to the bank's page
      When the customer confirms the payment and comes back
      Then the customer is told "Your bank declined the payment. Please use another card, or ask your bank why."
      And the card has not been charged
