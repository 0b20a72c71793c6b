@resilience @critical
Feature: Races of an erasure
  Mails, checkouts and other erasures may meet an erasure. It is whole then, or there is none.

  Background:
    Given the customer has bought 1 copy of "Dune" at $9.50
    And the shop is idle

  Rule: A mail that is still being tried goes first

    Scenario: The mail about the parcel is deferred
      Given the mail server is over its quota
      And the warehouse has shipped 1 copy of "Dune" of the order
      And the customer has asked that all personal data be erased
      When the mail server accepts mail again
      Then the customer gets one mail about each parcel
      And no service still knows the customer

    Scenario: The mail about the parcel is sent while the other mails are being erased
      Given the mail about the customer's parcel will be sent while notifications erases the other mails
      And the warehouse has shipped 1 copy of "Dune" of the order
      When the customer asks that all personal data be erased
      Then the customer gets one mail about each parcel
      And no service still knows the customer

  Rule: Two erasures at the same moment are one

    Scenario: The customer asks twice at the same moment
      Given the customer has got 1 copy of "Dune" of the order
      And erasures from customer to orders wait at a barrier until 2 have come
      When the customer asks twice at the same moment that all personal data be erased
      Then no service still knows the customer

  Rule: A checkout that meets an erasure is whole: its order keeps its person, or all orders do

    Scenario: The customer asks before the new order is there
      Given the customer has got 1 copy of "Dune" of the order
      And the customer has come back later
      And the customer's cart holds 1 copy of "Emma" at $8.00
      And the customer will ask that all personal data be erased before the gateway has confirmed the hold
      When the customer checks out
      Then the customer's order still says where it goes
      And the older order of the customer names no person

    Scenario: The customer asks while the new order is being charged
      Given the customer has got 1 copy of "Dune" of the order
      And the customer has come back later
      And the customer's cart holds 1 copy of "Emma" at $8.00
      And the customer will ask that all personal data be erased before the gateway has confirmed the charge
      When the customer checks out
      Then the customer is told that an order still needs its person
      And the customer's orders still say where they go
