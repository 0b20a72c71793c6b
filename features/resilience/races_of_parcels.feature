@resilience @critical
Feature: Races of parcels
  Two requests about a parcel or its charge are held at their statements in front of the database, in each order.

  Rule: Two requests at the same moment leave what one after the other leaves

    Scenario Outline: <first> and <second> meet at the <table> of <service>
      Given the shop is idle
      When "<first>" and "<second>" meet at the <table> of <service>
      Then the outcome is that of one after the other

      Examples:
        | service  | first                       | second                      | table       | why                              |
        | orders   | customer: cancellation      | staff: shipment             | orders      | canceled as the first one leaves |
        | orders   | staff: shipment             | staff: shipment             | order_lines | one copy would leave twice       |
        | payments | staff: reversal             | orders: capture of a parcel | payments    | reversed as a parcel is charged  |
        | payments | orders: capture of a parcel | orders: capture of a parcel | payments    | two parcels leave together       |
        | payments | orders: capture of a parcel | gateway: webhook            | payments    | the gateway tells as it charges  |
        | payments | staff: refund               | orders: capture of a parcel | payments    | paid back as a parcel is charged |
