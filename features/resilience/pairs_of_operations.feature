@resilience @critical
Feature: Pairs of operations
  Two requests for the same rows are held at their statements in front of the database, and go on in each order.
  The pairs are those of the topology, and pairs/ lists them. A run without @pairs takes a sample for the day.

  Rule: Two operations at the same moment leave what one after the other leaves

    Scenario Outline: <first> and <second> meet at <table>
      Given the shop is idle
      When "<first>" and "<second>" meet at the <table> of <service>
      Then the outcome is that of one after the other

      Examples: those that customers meet, every day
        | service       | first                    | second                   | table        | why                          |
        | cart          | customer: addition       | customer: addition       | cart_lines   | two tabs                     |
        | cart          | customer: addition       | checkout: closing        | carts        | a tab during the checkout    |
        | inventory     | checkout: reservation    | checkout: reservation    | titles       | the last copies              |
        | inventory     | checkout: confirmation   | checkout: release        | reservations | sold and released            |
        | pricing       | checkout: release        | orders: cancellation     | redemptions  | a code given back twice      |
        | payments      | staff: reversal          | checkout: capture        | payments     | charged and undone           |
        | payments      | staff: refund            | staff: refund            | payments     | two refunds of one rest      |
        | orders        | customer: cancellation   | staff: refund            | orders       | refunded twice               |

      Examples: all of the repeats in pairs/
        | service | first | second | table | why |

      Examples: the sample of pairs/ for the day
        | service | first | second | table | why |

      @pairs
      Examples: all of pairs/
        | service | first | second | table | why |

    Scenario Outline: <first> meets its own compensation
      Given the shop is idle
      When "<first>" and "<second>" meet at the <table> of <service>
      Then the outcome is that of one after the other

      Examples:
        | service   | first                   | second                  | table        | why                     |
        | inventory | checkout: reservation   | checkout: release       | reservations | held for a lost buyer   |
        | pricing   | checkout: binding quote | checkout: release       | redemptions  | a code used for nothing |
        | payments  | staff: reversal         | checkout: authorization | payments     | money held for nothing  |
        | orders    | checkout: order         | checkout: cancellation  | orders       | paid back, and placed   |

    Scenario Outline: <first> and a parcel meet at <table>
      Given the shop is idle
      When "<first>" and "staff: shipment" meet at the <table> of orders
      Then the outcome is that of one after the other

      Examples: those that the warehouse meets, every day
        | first                  | table       | why                  |
        | customer: cancellation | orders      | canceled and shipped |
        | customer: address      | orders      | sent somewhere else  |
        | staff: refund          | orders      | refunded and shipped |
        | staff: shipment        | order_lines | the last copy, twice |
