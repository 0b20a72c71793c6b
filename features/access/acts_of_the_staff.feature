@access @critical
Feature: Acts of the staff
  What is on the shelf, what it costs and whose money goes back is decided by the staff.

  Background:
    Given the customer has bought 1 copy of "Dune" at $9.50

  Rule: A customer cannot do what is the staff's to do, not even with what is theirs

    Scenario Outline: The customer tries to <act>
      When the customer tries to <act>
      Then the request is refused because it is not theirs to do
      And nothing of the shop has changed

      Examples: why: a customer's token says who they are, not what they may do
        | act                   | why                           |
        | receive copies        | copies that are not there     |
        | withdraw the title    | nobody could buy it           |
        | set the price         | a book for a dollar           |
        | offer a discount code | a book for next to nothing    |
        | refund the order      | books for nothing             |
        | refund the payment    | past the order                |
        | compare the books     | it moves money                |
        | look at the mails     | it shows addresses            |

  Rule: Nobody acts for the staff without saying who they are

    Scenario Outline: Somebody who is not signed in tries to <act>
      When somebody tries to <act> without signing in
      Then the request is refused because nobody has signed in
      And nothing of the shop has changed

      Examples: why: the doors of the staff have locks of their own
        | act                   | why                        |
        | receive copies        | copies that are not there  |
        | set the price         | a book for a dollar        |
        | refund the order      | books for nothing          |
        | look at the payment   | it shows what was paid     |
        | look at the mails     | it shows addresses         |
