@access @critical
Feature: Refusing internal requests of customers
  A customer's token is not a service token. Internal requests are made by services alone.

  Rule: A customer's token permits no internal request

    Scenario Outline: The customer is not allowed to <request>
      Given the customer has bought 1 copy of "Dune" at $9.50
      And the customer has come back later
      And the customer's cart holds 2 copies of "Dune"
      When the customer tries to <request>
      Then the request is refused because the caller lacks the permission
      And no data of the shop has changed

      Examples:
        | request                 | why                         |
        | reserve copies          | others could not buy them   |
        | restock the copies      | sold copies are sold again  |
        | bind a quote            | it uses a discount code up  |
        | authorize a payment     | only a checkout may do so   |
        | reverse the payment     | books for nothing           |
        | cancel the placed order | without the cancellation    |
        | close the cart          | it was not bought           |
        | announce a cancellation | a mail with false content   |
