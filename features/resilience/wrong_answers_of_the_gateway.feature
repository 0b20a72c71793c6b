@resilience @blocker
Feature: Wrong answers of the gateway
  Each operation of the gateway gets an answer that is unreadable, about another payment, or in contradiction with
  itself. wrong_answers/ lists them. A run without @matrix takes a sample for the day.

  Rule: A wrong answer counts as no answer, and orders and money agree in the end

    Scenario Outline: The answer to the <operation> is <answer>, <work> the work
      Given <journey> is prepared
      And the gateway's answer to the <operation> is <answer>, <work> the work
      When <journey> is carried out
      Then the result is "<ends>"

      Examples: those that would move the money of another payment, every day
        | operation           | answer  | work   | journey                              | ends               | why                     |
        | authorization       | foreign | before | a card checkout                      | completes          | nothing is held         |
        | authorization       | foreign | after  | a card checkout                      | completes          | ours is held            |
        | look                | foreign | after  | a checkout whose customer stays away | completes          | another one is charged  |
        | capture             | foreign | before | a card checkout                      | completes          | another one is charged  |
        | void                | foreign | before | an unpaid order                      | completes          | another one is released |
        | refund              | foreign | before | a refund                             | completes          | another one is refunded |
        | search              | foreign | before | a reconciliation                     | refused, try again | of another day          |
        | look at the refunds | foreign | before | a reconciliation after a lost refund | refused, try again | of another day          |

      Examples: the sample of wrong_answers/ for the day
        | operation | answer | work | journey | ends | why |

      @matrix
      Examples: all of wrong_answers/
        | operation | answer | work | journey | ends | why |
