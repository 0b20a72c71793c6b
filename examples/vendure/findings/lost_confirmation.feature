Feature: A shop that is killed after an order is paid never sends its confirmation
  Vendure 3.7.3, PostgreSQL 18, @vendure/email-plugin with its default handlers and the default job queue.

  Expected: the confirmation is sent once, at the latest after the restart.
  Seen: the order is paid, and no mail comes: "order ... is paid, but ... received no confirmation mail".
  Cause, by what was killed: the job that sends the mail is written by a commit of its own, after the commit
  that pays the order. A process that ends in between has no record that a mail is due: there is no outbox.

  Scenario: The shop is killed before the job of the mail is stored
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    And orders is killed before commit 1 of its job_record
    When the customer checks out, retrying until it is answered
    Then the shop has been restarted
    And the customer gets one confirmation mail over $19.00
