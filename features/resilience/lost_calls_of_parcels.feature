@resilience @blocker
Feature: Lost calls of parcels
  A parcel has left when it is charged. Its charge is asked for until it is known, and made once.

  Background:
    Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
    And the customer pays by card as each parcel leaves

  Rule: A checkout whose card is charged at shipment holds the total once

    Scenario Outline: At the checkout <fault>
      Given <fault>
      When the customer checks out
      Then the customer has one order of $19.00
      And 3 copies of "Dune" are left

      Examples:
        | fault                                                           | why                             |
        | the answer to the authorization from checkout to payments is lost | the total is held already       |
        | the answer to the authorization from payments to gateway is lost | the gateway is asked again      |
        | the answer to the payment notice from checkout to orders is lost | the order is accepted once      |

  Rule: A parcel is charged once, whichever call about it is lost

    Scenario Outline: For the first parcel <fault>
      Given the customer has bought the cart
      And <fault>
      And the warehouse has shipped 1 copy of "Dune" of the order
      When the warehouse ships 1 copy of "Dune" of the order
      Then the customer sees parcels charged $9.50 and $9.50
      And the card has been charged $19.00 once

      Examples:
        | fault                                                                | why                            |
        | the capture of a parcel from orders to payments is reset             | payments was not asked         |
        | the answer to the capture of a parcel from orders to payments is lost | payments was asked             |
        | the capture of a parcel from orders to payments arrives twice at once | one capture a parcel           |
        | the capture from payments to gateway is reset                        | the gateway was not asked      |
        | the answer to the capture from payments to gateway is lost           | the gateway shows the amount   |

    Scenario Outline: <killed> is killed at the <point>
      Given the customer has bought the cart
      And <killed> is killed at the <point>
      When the warehouse ships 2 copies of "Dune" of the order, retrying until it is answered
      Then the customer gets one mail about each parcel
      And the parcels have charged the card $19.00 in all

      Examples:
        | killed   | point                                                                     | why                     |
        | orders   | capture of a parcel from orders to payments, before it leaves             | the charge is stored    |
        | orders   | capture of a parcel from orders to payments, after its work is done       | it asks again           |
        | payments | capture of a parcel from orders to payments, after its work is done       | the answer is lost      |
        | payments | capture from payments to gateway, before it leaves                        | it captures then        |
        | payments | capture from payments to gateway, after its work is done                  | it looks the payment up |

    Scenario Outline: For the last parcel <fault>
      Given the customer has bought the cart
      And the warehouse has shipped 1 copy of "Dune" of the order
      And <fault>
      When the warehouse ships 1 copy of "Dune" of the order
      Then the customer sees parcels charged $9.50 and $9.50
      And the card has been charged $19.00 once

      Examples:
        | fault                                                                | why                          |
        | the answer to the capture of a parcel from orders to payments is lost | payments was asked           |
        | the answer to the capture from payments to gateway is lost           | the gateway shows the amount |
