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

  Rule: An invoice makes up no tax rate that pricing does not tell

    Scenario Outline: The customer gets the invoice although <fault>
      Given tax of 10% is added in Oregon, where the customer lives
      And the customer has bought 2 copies of "Dune" at $9.50
      And <fault>
      When the customer asks for a copy of the invoice, retrying until it is answered
      Then the invoice has 2 copies of "Dune", taxed at 10%, and a total of $20.90

      Examples:
        | fault                                                    | why                       |
        | the invoice from customer to orders is reset             | orders was not asked      |
        | the answer to the invoice from customer to orders is lost | the answer did not arrive |
        | the look from orders to pricing is reset                 | pricing was not asked     |
        | the answer to the look from orders to pricing is lost    | the rates did not arrive  |
        | the look from orders to pricing answers 503              | pricing is overloaded     |
        | the answer to the look from orders to pricing is garbage | no rate can be read       |
