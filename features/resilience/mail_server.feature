@resilience @normal
Feature: Mail server
  A mail that may not have arrived is sent again, at most once, and can be recognized as the same.

  Rule: A mail that was not taken is sent again and arrives once

    Scenario Outline: The confirmation arrives once although <mishap>
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And <mishap>
      When the customer checks out
      Then the customer has one order of $19.00
      And the customer gets one confirmation mail over $19.00

      Examples: why: the mail completes later, the order does not wait for it
        | mishap                                               | why                                 |
        | the mail server refuses the mail for now             | 450: it wants the mail later        |
        | the mail server has no time                          | 421: it takes nobody's mail         |
        | the mail server hangs up before it takes the mail    | no content has left yet             |
        | the first 2 calls from notifications to mail are reset | the greeting does not even come   |
