@shipments_returns @blocker
Feature: Parcels although services are killed
  A service is killed while the warehouse reports a parcel, which reports it again until it is answered.

  Rule: A parcel is stored once and told of once, also when a service is killed

    Scenario Outline: <killed> is killed at <point>
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the shop is idle
      And <killed> is killed at <point>
      When the warehouse ships 2 copies of "Dune" of the order, retrying until it is answered
      Then the customer gets one mail about each parcel
      And the customer sees one parcel with 2 copies of "Dune" in all

      Examples:
        | killed        | point                                                          | why                             |
        | orders        | the shipment from staff to orders, before it leaves            | the callee is down              |
        | orders        | the shipment from staff to orders, after its work is done      | the answer is lost              |
        | orders        | the event from orders to notifications, before it leaves       | the mail is still to be sent    |
        | notifications | the event from orders to notifications, after its work is done | a repeated event makes no mail  |
        | notifications | the handover from notifications to mail, before it leaves      | the mail is stored and not sent |

    Scenario Outline: orders is killed <moment> the commit of a parcel
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the shop is idle
      And orders is killed <moment> commit 1 of its shipments
      When the warehouse ships 2 copies of "Dune" of the order, retrying until it is answered
      Then the customer gets one mail about each parcel
      And the customer sees one parcel with 2 copies of "Dune" in all

      Examples:
        | moment | why                               |
        | before | nothing is stored                 |
        | after  | the answer is lost, all is stored |
