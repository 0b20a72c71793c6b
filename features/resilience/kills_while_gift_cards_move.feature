@resilience @blocker
Feature: Kills while gift cards move
  Orders and payments are killed while gift cards are sold and taken back. Each is issued once, and paid back once.

  Background:
    Given "Card for readers" is a gift card
    And the customer's cart holds 2 copies of "Card for readers" at $9.50

  Rule: A sale of gift cards is made once, also when a service is killed

    Scenario Outline: <killed> is killed at the sale, <moment>
      Given <killed> is killed at the sale of gift cards from orders to payments, <moment>
      When the customer checks out
      Then the shop has been restarted
      And the customer has one order of $19.00
      And the confirmation mail has the code of 2 gift cards of $9.50

      Examples:
        | killed   | moment                    | why                                  |
        | orders   | before it leaves          | the call was not made                |
        | payments | before it leaves          | the callee is down                   |
        | orders   | after its work is done    | the work is done, the caller is down |
        | payments | after its work is done    | the work is done, the answer is lost |
        | orders   | after its answer has come | the answer is not stored             |

  Rule: What is taken back is paid back once, also when a service is killed

    Scenario Outline: <killed> is killed at the return, <moment>
      Given the customer has bought the cart
      And the shop is idle
      And <killed> is killed at the return of gift cards from orders to payments, <moment>
      When the staff refunds 2 copies of "Card for readers"
      Then the shop has been restarted
      And $19.00 of the order has been refunded
      And $0.00 is left of the gift card that the customer has bought

      Examples:
        | killed   | moment                    | why                                  |
        | orders   | before it leaves          | the call was not made                |
        | payments | before it leaves          | the callee is down                   |
        | orders   | after its work is done    | the work is done, the caller is down |
        | payments | after its work is done    | the work is done, the answer is lost |
        | orders   | after its answer has come | the answer is not stored             |
