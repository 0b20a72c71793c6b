@resilience @critical
Feature: Kills while gift cards give back
  A service is killed while what gift cards and codes gave comes back. Each of them has it again, once.

  Rule: A gift card has its money again, once, also when a service is killed

    Scenario Outline: After a decline <killed> is killed at the release, <moment>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer has a gift card of $10.00
      And the customer pays with a card that is declined as "insufficient funds"
      And <killed> is killed at the release of the redemption from checkout to payments, <moment>
      When the customer checks out, retrying until it is answered
      Then the shop has been restarted
      And $10.00 is left of the gift card

      Examples:
        | killed   | moment                 | why                                  |
        | payments | before it leaves       | the callee is down                   |
        | checkout | after its work is done | the work is done, the caller is down |

    Scenario Outline: In a cancellation <killed> is killed at the release, <moment>
      Given the customer has a gift card of $10.00
      And the customer has bought 2 copies of "Dune" at $9.50
      And <killed> is killed at the release of the redemption from orders to payments, <moment>
      When the customer cancels the order
      Then the shop has been restarted
      And the customer's order is canceled
      And $10.00 is left of the gift card

      Examples:
        | killed   | moment                 | why                                  |
        | payments | before it leaves       | the callee is down                   |
        | orders   | after its work is done | the work is done, the caller is down |

    Scenario Outline: In a refund <killed> is killed at the refund to the gift card, <moment>
      Given the customer has a gift card of $10.00
      And the customer has bought 2 copies of "Dune" at $9.50
      And <killed> is killed at the refund to gift cards from orders to payments, <moment>
      When the staff refunds $14.00 of the order
      Then the shop has been restarted
      And $14.00 of the order has been refunded
      And $5.00 is left of the gift card

      Examples:
        | killed   | moment                 | why                                  |
        | payments | before it leaves       | the callee is down                   |
        | orders   | after its work is done | the work is done, the caller is down |

  Rule: What was sold in an order that is called off is void, also when a service is killed

    Scenario Outline: <killed> is killed at the void, <moment>
      Given "Card for readers" is a gift card
      And the customer's cart holds 2 copies of "Card for readers" at $9.50
      And the answer to the payment notice from checkout to orders is a 409 although the work is done
      And <killed> is killed at the void of gift cards from orders to payments, <moment>
      When the customer checks out
      Then the card has been charged $19.00 and refunded $19.00
      And $0.00 is left of the gift card that the customer has bought

      Examples:
        | killed   | moment                 | why                                  |
        | payments | before it leaves       | the callee is down                   |
        | orders   | after its work is done | the work is done, the caller is down |
