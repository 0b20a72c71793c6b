@shipments_returns @blocker
Feature: Another address against a parcel
  A parcel goes where its order says at the moment at which it leaves. Afterwards the order says nothing else.

  Background:
    Given the customer has bought 2 copies of "Dune" at $9.50

  Rule: A parcel goes to the address that the order had when it left

    Scenario: The address was changed before
      Given the customer has had the order sent to another address
      When the warehouse ships 2 copies of "Dune" of the order
      Then the parcel of the customer goes where the order goes
      And the customer gets one mail about each other address

  Rule: Of a change and a parcel at the same moment, the parcel goes where the order says then

    Scenario: The customer changes the address while the parcel is handed over
      When the customer sends the order to another address at the moment the warehouse ships 1 copy of "Dune" of it
      Then the parcel of the customer goes where the order goes
      And the customer gets one mail about each other address
