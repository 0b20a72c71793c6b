@resilience @blocker
Feature: Late acknowledgements
  A service looks in the background for work that is left. It can see what a request has stored before the
  request itself knows that it is stored.

  Rule: Work belongs to the request that has stored it, also before the request knows

    Scenario Outline: <service> learns late that <what> is stored
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the acknowledgement of the commit of <service> is late
      And the calls are recorded from now on
      When the customer checks out
      Then the customer has one order of $19.00
      And no checkout has been taken over
      And the calls and commits are those of "Killed in a card checkout"

      Examples:
        | service       | what            | why                                        |
        | checkout      | the checkout    | its worker resumes checkouts that are left |
        | inventory     | the reservation | its worker ends reservations               |
        | payments      | the payment     | its worker asks the gateway again          |
        | orders        | the order       | its worker cancels unpaid orders           |
        | notifications | the mail        | its worker sends mails                     |
