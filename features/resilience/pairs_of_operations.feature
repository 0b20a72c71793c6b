@resilience @critical
Feature: Pairs of operations
  Two requests for the same rows are held at their statements in front of the database, and go on in each order.
  The pairs are those of the topology, and pairs/ lists them. A run without @pairs takes a sample for the day.

  Rule: Two operations at the same moment leave what one after the other leaves

    Scenario Outline: <first> and <second> meet at <table>
      Given the shop is idle
      When "<first>" and "<second>" meet at the <table> of <service>
      Then the outcome is that of one after the other

      Examples: the sample of pairs/ for the day
        | service | first | second | table | why |

      @pairs
      Examples: all of pairs/
        | service | first | second | table | why |
