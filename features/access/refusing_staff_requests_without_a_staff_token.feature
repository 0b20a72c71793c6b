@access @critical
Feature: Refusing staff requests without a staff token
  Only the staff changes stock, prices and discount codes, and only the staff refunds an order.

  Background:
    Given the customer has bought 1 copy of "Dune" at $9.50

  Rule: A customer's token permits no request of the staff, not even about the customer's own order

    Scenario Outline: The customer is not allowed to <request>
      When the customer tries to <request>
      Then the request is refused because the caller lacks the permission
      And no data of the shop has changed

      Examples:
        | request               | why                           |
        | receive copies        | copies that do not exist      |
        | withdraw the title    | customers could not buy it    |
        | set the price         | a book for a dollar           |
        | offer a discount code | a book for next to nothing    |
        | refund the order      | books for nothing             |
        | refund the payment    | the order would not know      |
        | reconcile payments    | it moves money                |
        | look at the mails     | it shows addresses            |

  Rule: A request of the staff is refused without a token

    Scenario Outline: A visitor who is not signed in is not allowed to <request>
      When a visitor tries to <request> without signing in
      Then the request is refused because the visitor has not signed in
      And no data of the shop has changed

      Examples:
        | request               | why                        |
        | receive copies        | copies that do not exist   |
        | report returned copies | copies that are not there |
        | set the price         | a book for a dollar        |
        | refund the order      | books for nothing          |
        | look at the payment   | it shows what was paid     |
        | look at the mails     | it shows addresses         |
