@checkout_pricing @critical
Feature: Carts kept for weeks
  A cart is kept, and not its prices. What a customer saw three weeks ago is not charged without asking.

  Rule: What counts is the total of the checkout, however often the price has moved

    Scenario Outline: The price goes to <first>, and then to <second>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer has seen a total of $19.00
      And the price of "Dune" has changed to <first>
      And 21 days have passed
      And the price of "Dune" has changed to <second>
      When the customer checks out
      Then the card has been charged <total> once

      Examples:
        | first  | second | total  | why                                      |
        | $12.00 | $9.50  | $19.00 | the price is again the one that was seen |
        | $12.00 | $8.00  | $16.00 | less than was seen is charged at once    |

    Scenario: The price falls, and rises above what the customer has seen
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer has seen a total of $19.00
      And the price of "Dune" has changed to $8.00
      And 21 days have passed
      And the price of "Dune" has changed to $10.00
      When the customer checks out
      Then the customer is told that the total is $20.00 now

  Rule: All that has changed is in one new total, of which the customer is told once

    Scenario: The sale has ended, and its title has become dearer
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And "Dune" is on sale for $7.00, and the sale ends in 2 hours
      And the customer has seen a total of $14.00
      And the price of "Dune" has changed to $12.00
      And 21 days have passed
      When the customer checks out
      Then the customer is told that the total is $24.00 now

    Scenario: The code has expired, and a tax has begun
      Given the discount code "SPRING" takes $2.00 off, for an hour
      And tax of 10% in Oregon, where the customer lives, begins in 2 hours
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "SPRING"
      And the customer has seen a total of $17.00
      And 21 days have passed
      When the customer checks out
      Then the customer is told that the total is $20.90 now

    Scenario: The code has expired, and the price has fallen by more than it took off
      Given the discount code "SPRING" takes $2.00 off, for an hour
      And the customer's cart holds 2 copies of "Dune" at $9.50 with the code "SPRING"
      And the customer has seen a total of $17.00
      And the price of "Dune" has changed to $8.00
      And 21 days have passed
      When the customer checks out
      Then the card has been charged $16.00 once

  Rule: A title that is not sold any more stops the checkout, and the rest is bought at its price of today

    Scenario: One of two titles was withdrawn, and the other has become dearer
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer's cart holds 1 copy of "Emma" at $5.00
      And "Dune" has been withdrawn
      And the price of "Emma" has changed to $6.00
      And 21 days have passed
      When the customer checks out without "Dune"
      Then the customer has one order of $6.00
