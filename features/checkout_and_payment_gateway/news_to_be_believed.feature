@checkout_gateway @blocker
Feature: News to be believed
  Anybody can write to the address where the gateway tells its news. Only the gateway is believed.

  Background:
    Given the customer has bought 2 copies of "Dune" at $9.50

  Rule: News without a valid signature of the last minutes is refused and changes nothing

    Scenario Outline: Somebody tells of a dispute <flaw>
      When somebody tells the shop of a dispute <flaw>
      Then the shop does not believe it
      And the order is not marked

      Examples: why: each flaw is a way to lie
        | flaw                              | why                                   |
        | without a signature               | nobody vouches for it                 |
        | with a signature of their own     | the secret is the gateway's           |
        | with a signature of an hour ago   | somebody has kept it to send it again |
        | with the gateway's signature of other news | somebody has changed what was signed |

  Rule: A disputed charge is a matter for the staff; the books have left

    Scenario: The customer disputes the charge
      When the gateway tells that the customer disputes the charge
      Then the order is marked for the staff
      And the customer has one order of $19.00
      And 98 copies of "Dune" are left

    Scenario: The customer disputes a charge that was refunded
      Given the staff has refunded $19.00 of the order
      When the gateway tells that the customer disputes the charge
      Then the order is marked for the staff
      And the card has $19.00 back of $19.00
      And 98 copies of "Dune" are left

  Rule: News is a hint; what counts is what the gateway's books hold of the shop's own payments

    Scenario Outline: The gateway tells of <matter>
      When the gateway tells of <matter>
      Then the customer has one order of $19.00
      And the card has been charged $19.00 once
      And the order is not marked

      Examples: why: none of it has happened to the customer's payment
        | matter                                          | why                       |
        | a payment that nobody knows                     | it may be another shop's  |
        | a payment of another shop                       | it names no checkout      |
        | the customer's payment in another currency      | the books say dollars     |
        | something the shop has no use for               | there are hundreds of kinds |

    Scenario: The gateway tells that the payment was canceled, and its books say otherwise
      Given the gateway has told of the customer's payment, which it calls canceled
      When the staff refunds what is left of the order
      Then $19.00 of the order have been refunded
      And the card has $19.00 back of $19.00
