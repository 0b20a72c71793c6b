@resilience @critical
Feature: Lost calls of a reconciliation
  A reconciliation without all answers fails, and is retried by the staff. It refunds a charge without an order once.

  Rule: A reconciliation that could not read or write everything takes effect when it is retried

    Scenario Outline: A charge without an order is refunded once although <fault>
      Given the gateway has charged $19.00 for an unknown checkout
      And an hour has passed
      And <fault>
      When payments are reconciled with orders, retrying until it is answered
      Then no customer has been charged without an order
      And exactly one refund has been made at the gateway

      Examples:
        | fault                                                                      | why                       |
        | the cancellation from payments to orders is reset                          | an order could still come |
        | the answer to the cancellation from payments to orders is lost             | no order can come         |
        | the paid orders from payments to orders is reset                           | no paid order was seen    |
        | the search from payments to gateway is reset                               | no payment was seen       |
        | the answer to the search from payments to gateway is lost                  | no payment was seen       |
        | the answer to the paid orders from payments to orders is lost              | no paid order was seen    |
        | the 2nd look at the refunds from payments to gateway is reset              | no refund was seen        |
        | the answer to the 2nd look at the refunds from payments to gateway is lost | no refund was seen        |
