@resilience @normal
Feature: Looks of customers and staff
  Who looks and sees nothing looks again; looking changes nothing.

  Rule: What a person wants to see is there on the next look

    Scenario Outline: The customer sees the order although <mishap>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And <mishap>
      When the customer looks at the order, retrying until it is answered
      Then the customer sees an order of $19.00

      Examples: why: the browser repeats what can be repeated
        | mishap                                                 | why              |
        | the look from customer to orders is reset              | nobody was asked |
        | the answer to the look from customer to orders is lost | nobody heard     |
        | the answer to the look from customer to orders is cut short | half an order |

    Scenario Outline: The staff sees the mail although <mishap>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the confirmation mail has been sent
      And <mishap>
      When the staff looks at the mails of the customer's order, retrying until it is answered
      Then the staff sees one mail of the customer's order

      Examples: why: the browser repeats what can be repeated
        | mishap                                                     | why              |
        | the look from staff to notifications is reset              | nobody was asked |
        | the answer to the look from staff to notifications is lost | nobody heard     |
