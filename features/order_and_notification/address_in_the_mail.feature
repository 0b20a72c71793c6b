@order_notification @normal
Feature: Address in the mail
  The mail shows where the parcel goes, as the post of the country writes it.

  Rule: Town and postal code stand in the order of the country

    Scenario Outline: A reader in <country>, with a second line
      Given the customer lives in <country>
      And the customer writes the second line of the address as "Flat 2"
      And the customer's cart holds 1 copy of "Dune" at $9.50
      When the customer checks out
      Then the mail says "Flat 2"
      And the mail says "<place>"

      Examples:
        | country           | place                    | why                          |
        | the United States | Portland, OR 97201       | the town comes first         |
        | Germany           | 10115 Berlin             | the postal code comes first  |
        | Japan             | Shinjuku, Tokyo 160-0022 | as in Latin letters          |
        | Hong Kong         | Central Hong Kong Island | there is no postal code      |
