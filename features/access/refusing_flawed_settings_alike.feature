@access @normal
Feature: Refusing flawed settings alike
  Prices, taxes, groups and ways of shipping are the staff's to set. The stub of pricing refuses what pricing does.
  Each of these holds for pricing every night, and make stubs runs them against its stub as well.

  Rule: A stub refuses a flawed setting as its service does

    @load @stub_pricing
    Scenario Outline: "<request>", asked <flaw>, is refused by pricing and by its stub alike
      Given the shop has 5 copies of "Dune" at $9.50
      When "<request>" is asked <flaw>
      Then the answer to the request is "<answer>"

      Examples:
        | request                                                    | flaw                               | answer                | why                |
        | pricing: GET /prices/{sku}                                 | without a token                    | 401 not-authenticated | nothing says who   |
        | pricing: PUT /sale-prices/{sku}/{currency}                 | with senseless content             | 422 invalid-request   | no end is named    |
        | pricing: PUT /group-prices/{sku}/{currency}/{group}        | by a caller without the permission | 403 not-allowed       | the staff's to set |
        | pricing: PUT /customers/{customer_id}/group                | with senseless content             | 422 invalid-request   | no group is named  |
        | pricing: PUT /shipping-rates/{country}/{currency}/{method} | with senseless content             | 422 invalid-request   | no rate is named   |
        | pricing: PUT /tax-rates/{country}/{region}                 | with a forged token                | 401 not-authenticated | not signed         |
        | pricing: PUT /customers/{customer_id}/tax-exemption        | by a caller without the permission | 403 not-allowed       | the staff's to say |
        | pricing: PUT /discount-codes/{code}                        | with senseless content             | 422 invalid-request   | no discount is     |
