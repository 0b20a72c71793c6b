@resilience @critical
Feature: Races of bought gift cards
  A gift card is spent at the moment at which its money is to go back. One of them comes first.

  Rule: What a gift card holds is spent or paid back, and never both

    Scenario Outline: <first> and <second> meet at <table>
      Given the shop is idle
      When "<first>" and "<second>" meet at the <table> of <service>
      Then the outcome is that of one after the other

      Examples: why: the rows of gift cards, and that of their sale, are locked by both
        | service  | first                               | second                       | table           | why                            |
        | payments | checkout: redemption                | orders: return of gift cards | gift_cards      | spent, or paid back            |
        | payments | checkout: redemption                | orders: void of gift cards   | gift_cards      | spent, or its order called off |
        | payments | checkout: release of the redemption | orders: return of gift cards | gift_cards      | it comes back too late, or not |
        | payments | orders: return of gift cards        | orders: return of gift cards | sold_gift_cards | one card for two refunds       |
        | payments | orders: sale of gift cards          | orders: void of gift cards   | gift_card_sales | issued, or void before         |
        | payments | orders: sale of gift cards          | orders: sale of gift cards   | gift_card_sales | two lists of cards, one valid  |
