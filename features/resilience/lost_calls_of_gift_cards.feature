@resilience @blocker
Feature: Lost calls of gift cards
  The calls that move the money of gift cards may be lost. It is moved once, and none of it is gone.

  Rule: A redemption that is lost is retried, and the gift card pays once

    Scenario Outline: The gift card pays its part although <fault>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer has a gift card of $10.00
      And <fault>
      When the customer checks out
      Then the customer has one order of $19.00
      And the card has been charged $9.00 once
      And $0.00 is left of the gift card

      Examples:
        | fault                                                          | why                       |
        | the redemption from checkout to payments is reset              | the card has not paid yet |
        | the answer to the redemption from checkout to payments is lost | the card could pay twice  |

  Rule: What a gift card has paid for nothing goes back to it, also when that call is lost

    Scenario Outline: The gift card is as it was although <fault>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer has a gift card of $10.00
      And the customer pays with a card that is declined as "insufficient funds"
      And <fault>
      When the customer checks out
      Then the customer has no order
      And $10.00 is left of the gift card

      Examples:
        | fault                                                                         | why                            |
        | the release of the redemption from checkout to payments is reset              | the gift card still pays       |
        | the answer to the release of the redemption from checkout to payments is lost | the card could get money twice |

    Scenario Outline: A canceled order gives the gift card back although <fault>
      Given the customer has a gift card of $10.00
      And the customer has bought 2 copies of "Dune" at $9.50
      And <fault>
      When the customer cancels the order
      Then the customer's order is canceled
      And $10.00 is left of the gift card

      Examples:
        | fault                                                                       | why                            |
        | the release of the redemption from orders to payments is reset              | the gift card still pays       |
        | the answer to the release of the redemption from orders to payments is lost | the card could get money twice |

    Scenario Outline: A refund reaches the gift card once although <fault>
      Given the customer has a gift card of $10.00
      And the customer has bought 2 copies of "Dune" at $9.50
      And <fault>
      When the staff refunds $14.00 of the order
      Then $14.00 of the order has been refunded
      And $5.00 is left of the gift card

      Examples:
        | fault                                                                  | why                            |
        | the refund to gift cards from orders to payments is reset              | the card has not got it yet    |
        | the answer to the refund to gift cards from orders to payments is lost | the card could get money twice |

  Rule: Without an answer of payments nothing is said of a gift card

    Scenario Outline: The balance is shown on the next look although <fault>
      Given the customer has a gift card of $10.00
      And <fault>
      When the customer looks at the gift card, retrying until it is answered
      Then the customer sees that $10.00 is left of the gift card

      Examples:
        | fault                                                                  | why                       |
        | the look at gift cards from checkout to payments is reset              | payments was not asked    |
        | the answer to the look at gift cards from checkout to payments is lost | the answer did not arrive |
