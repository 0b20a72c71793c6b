@resilience @normal
Feature: Lost reads of customers and staff
  A read that is lost is retried, and changes no data.

  Rule: A lost read succeeds when it is retried

    Scenario Outline: The customer sees the order although <fault>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And <fault>
      When the customer looks at the order, retrying until it is answered
      Then the customer sees an order of $19.00

      Examples:
        | fault                                                       | why                       |
        | the look from customer to orders is reset                   | orders was not asked      |
        | the answer to the look from customer to orders is lost      | the answer did not arrive |
        | the answer to the look from customer to orders is cut short | half an order             |

    Scenario Outline: The staff sees the mail although <fault>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the confirmation mail has been sent
      And <fault>
      When the staff looks at the mails of the customer's order, retrying until it is answered
      Then the staff sees one mail of the customer's order

      Examples:
        | fault                                                      | why                       |
        | the look from staff to notifications is reset              | orders was not asked      |
        | the answer to the look from staff to notifications is lost | the answer did not arrive |
