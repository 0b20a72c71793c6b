@resilience @critical
Feature: Calls that fail many times
  A call that no person waits for is repeated until it is accepted, however often it has failed or was refused.

  Background:
    Given the discount code "SPRING" takes $2.00 off, once in all
    And the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50

  Rule: What has failed nine times is done at the tenth

    Scenario Outline: The customer gets the mail although <fault>
      Given <fault>
      And the customer has bought the cart with the code "SPRING"
      When the event from orders to notifications has been tried 10 times
      Then the customer gets one confirmation mail over $17.00

      Examples:
        | fault                                                      | why                   |
        | the first 9 events from orders to notifications are reset  | notifications is down |
        | the first 9 events from orders to notifications answer 401 | orders has a new key  |

    Scenario Outline: The customer gets the refund although <fault>
      Given the customer has bought the cart with the code "SPRING"
      And <fault>
      And the customer has asked to cancel the order
      When the reversal from orders to payments has been tried 10 times
      Then the card has been charged $17.00 and refunded $17.00

      Examples:
        | fault                                                    | why                  |
        | the first 9 reversals from orders to payments are reset  | payments is down     |
        | the first 9 reversals from orders to payments answer 401 | orders has a new key |

    Scenario Outline: The copies of a canceled order come back although <fault>
      Given the customer has bought the cart with the code "SPRING"
      And <fault>
      And the customer has asked to cancel the order
      When the restock from orders to inventory has been tried 10 times
      Then 5 copies of "Dune" are left

      Examples:
        | fault                                                    | why                  |
        | the first 9 restocks from orders to inventory are reset  | inventory is down    |
        | the first 9 restocks from orders to inventory answer 401 | orders has a new key |

    Scenario Outline: The code of a canceled order can be used again although <fault>
      Given the customer has bought the cart with the code "SPRING"
      And <fault>
      And the customer has asked to cancel the order
      When the cancellation from orders to pricing has been tried 10 times
      Then another customer can use the code "SPRING"

      Examples:
        | fault                                                       | why                  |
        | the first 9 cancellations from orders to pricing are reset  | pricing is down      |
        | the first 9 cancellations from orders to pricing answer 401 | orders has a new key |

    Scenario Outline: The staff sees that the order is disputed although <fault>
      Given the customer has bought the cart with the code "SPRING"
      And <fault>
      And the gateway has reported a dispute of the charge
      When the flag from payments to orders has been tried 10 times
      Then the order is marked for the staff

      Examples:
        | fault                                                | why                    |
        | the first 9 flags from payments to orders are reset  | orders is down         |
        | the first 9 flags from payments to orders answer 401 | payments has a new key |
