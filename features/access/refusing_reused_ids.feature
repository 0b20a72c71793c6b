@access @critical
Feature: Refusing reused ids
  Receipts, returns, refunds and parcels are named by their sender. A repeated name is a repeated request, and no other.

  Rule: The id of a receipt, a return, a refund or a parcel stands for its first request alone

    Scenario Outline: No permitted caller can <request>
      Given the customer has bought 3 copies of "Dune" at $9.50
      And another customer has bought 1 copy of "Dune"
      And copies have been received and returned, and a part of both orders refunded and shipped
      When a permitted caller tries to <request>
      Then the request is refused because <reason>
      And no data of the shop has changed

      Examples:
        | request                                        | reason                           | why                       |
        | receive other copies under the same id         | the receipt was for other copies | copies that do not exist  |
        | report other returned copies under the same id | the return was of other copies   | copies that are not there |
        | refund another amount under the same id        | the refund was of another amount | money moves twice         |
        | report the refund of another order             | another order has the refund     | the wrong order is marked |
        | report other copies in the same parcel         | the parcel had other copies      | copies that were not sent |
        | report the parcel of another order             | another order has the parcel     | a mail about nothing      |
        | report other copies in the same return         | the return had other copies      | one copy comes back twice |
        | report the return of another order             | another order has the return     | the wrong order has it    |
