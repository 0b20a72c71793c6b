@access @critical
Feature: Allowing moves by state
  Each service refuses what does not fit the state of an object, also when a trusted service asks for it.
  The tables in states/ list the answers. Where an answer is awaited, a run without @load takes a sample.

  Rule: In each state the listed operations are allowed, and no others

    Scenario Outline: The "<operation>" on a <kind> that is "<state>" is answered as it is listed
      When the operation "<operation>" is tried on a <kind> in the state "<state>"
      Then each operation is allowed or refused as it is listed for the state
      And a refused operation has left the state as it was

      Examples: the sample of states/ for the day
        | kind | state | operation | why |

    Scenario Outline: Operations on a <kind> that waits for nothing are allowed by its state
      When every operation on the <kind> is tried in every state in which it waits for nothing
      Then each operation is allowed or refused as it is listed for the state
      And a refused operation has left the state as it was

      Examples:
        | kind          | why                                   |
        | cart          | what was bought must not change       |
        | title         | a withdrawn title must not be sold    |
        | reservation   | sold copies must not be sold again    |
        | quote         | a price that was agreed must stay     |
        | discount code | it is used as often as it was offered |
        | payment       | money must not move twice             |
        | redemption    | a gift card must pay once             |
        | checkout      | a checkout must end once              |

    @load
    Scenario Outline: Operations on the <kind> are allowed by its state
      When every operation on the <kind> is tried in every state
      Then each operation is allowed or refused as it is listed for the state
      And a refused operation has left the state as it was

      Examples:
        | kind          | why                                   |
        | cart          | what was bought must not change       |
        | title         | a withdrawn title must not be sold    |
        | reservation   | sold copies must not be sold again    |
        | quote         | a price that was agreed must stay     |
        | discount code | it is used as often as it was offered |
        | payment       | money must not move twice             |
        | redemption    | a gift card must pay once             |
        | checkout      | a checkout must end once              |

    @load
    Scenario: Operations on the order are allowed by its state
      Given "wrong amount" is expected to remain at the end, because another amount was reported as paid
      And "order without a checkout" is expected to remain at the end, because a shipped order is not undone
      When every operation on the order is tried in every state
      Then each operation is allowed or refused as it is listed for the state
      And a refused operation has left the state as it was

    @load
    Scenario: Operations on the mail are allowed by its state
      Given "mail bounced" is expected to remain at the end, because a mailbox does not exist
      And "mail twice" is expected to remain at the end, because the acknowledgement of a mail is lost twice
      When every operation on the mail is tried in every state
      Then each operation is allowed or refused as it is listed for the state
      And a refused operation has left the state as it was
