@resilience @blocker
Feature: Lost calls of sold gift cards
  Orders asks payments to issue what was bought, and to void it. Each call may be lost; its work is done once.

  Background:
    Given "Card for readers" is a gift card
    And the customer's cart holds 2 copies of "Card for readers" at $9.50

  Rule: A sale that is lost is repeated, and the confirmation waits for it

    Scenario Outline: The customer has two gift cards although <fault>
      Given <fault>
      When the customer checks out
      Then the customer has one order of $19.00
      And the confirmation mail has the code of 2 gift cards of $9.50

      Examples:
        | fault                                                                | why                            |
        | the sale of gift cards from orders to payments is reset              | the codes are worth nothing yet |
        | the answer to the sale of gift cards from orders to payments is lost | there could be four cards      |

  Rule: What was paid for an order that is called off goes back, and its gift cards are worth nothing

    Scenario Outline: Nothing is left of the gift cards although <fault>
      Given the answer to the payment notice from checkout to orders is a 409 although the work is done
      And <fault>
      When the customer checks out
      Then the card has been charged $19.00 and refunded $19.00
      And $0.00 is left of the gift card that the customer has bought

      Examples:
        | fault                                                                | why                           |
        | the void of gift cards from orders to payments is reset              | the cards could still be spent |
        | the answer to the void of gift cards from orders to payments is lost | the order would wait for it   |

  Rule: A return that is lost is repeated, and the money goes back once

    Scenario Outline: A gift card is refunded although <fault>
      Given the customer has bought the cart
      And <fault>
      When the staff refunds 2 copies of "Card for readers"
      Then $19.00 of the order has been refunded
      And $0.00 is left of the gift card that the customer has bought

      Examples:
        | fault                                                                  | why                              |
        | the return of gift cards from orders to payments is reset              | the cards could still be spent   |
        | the answer to the return of gift cards from orders to payments is lost | their refund could seem to fail  |
