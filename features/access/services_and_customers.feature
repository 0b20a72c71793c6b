@access @critical
Feature: Services and customers
  A customer is not a service, however well they know the shop.

  Rule: A customer cannot do what services do for each other

    Scenario Outline: The customer does not get a service to <act>
      Given the customer has bought 1 copy of "Dune" at $9.50
      And the customer has come back later
      And the customer's cart holds 2 copies of "Dune"
      When the customer tries to <act>
      Then the request is refused because it is not theirs to do
      And nothing of the shop has changed

      Examples: why: what is right as a step of a checkout is wrong by itself
        | act                     | why                         |
        | reserve copies          | nobody else could buy them  |
        | put the copies back     | sold copies are sold again  |
        | bind a quote            | it uses a discount code up  |
        | hold money              | it is the checkout's to ask |
        | give the money back     | books for nothing           |
        | call the order off      | past the cancellation       |
        | close the cart          | it was not bought           |
        | announce a cancellation | a mail that is not true     |
