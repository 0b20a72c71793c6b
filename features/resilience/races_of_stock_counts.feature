@resilience @critical
Feature: Races of stock counts
  The warehouse counts the copies on hand at the moment at which copies are sold or arrive. One of them comes first.

  Rule: A count neither loses a sale nor an arrival

    Scenario Outline: <first> and <second> meet at the <table> of <service>
      Given the shop is idle
      When "<first>" and "<second>" meet at the <table> of <service>
      Then the outcome is that of one after the other

      Examples:
        | service   | first                  | second             | table           | why                            |
        | inventory | checkout: reservation  | staff: stock count | titles          | the count may be below it      |
        | inventory | checkout: confirmation | staff: stock count | titles          | what was sold is on hand again |
        | inventory | staff: receipt         | staff: stock count | titles          | what arrived is gone           |
        | inventory | staff: stock count     | staff: stock count | stock_movements | the later count holds          |
