import { describe, expect, test } from 'vitest';
import regionCodes from './region-codes.json' with { type: 'json' };
import { findRegion } from './regions.ts';

describe('region codes', () => {
  test.each([
    ['110101', '北京市东城区', 'current'],
    ['440305', '广东省深圳市南山区', 'current'],
    ['441900', '广东省东莞市', 'current'],
    ['429004', '湖北省仙桃市', 'current'],
    ['620201', '甘肃省嘉峪关市', 'current'],
    ['110103', '北京市崇文区', 'abolished'],
    ['512221', '四川省万县地区万县', 'abolished'],
    ['310103', '上海市卢湾区', 'abolished'],
    ['440399', '广东省深圳市', 'unknown'],
    ['110099', '北京市', 'unknown'],
    ['110000', '北京市', 'current'],
    ['44', '广东省', 'current'],
    ['4403', '广东省深圳市', 'current'],
    ['4499', '广东省', 'unknown'],
    ['810000', '香港特别行政区', 'current'],
    ['830000', '台湾', 'current'],
  ])('%s is %s (%s)', (code, zh, state) => {
    expect(findRegion(code)).toMatchObject({ name: { zh }, state });
  });

  test.each(['00', '10', '16', '47', '60', '66', '70', '80', '84', '90', '99'])('%s was never a province', (province) => {
    expect(findRegion(`${province}0101`)).toBeUndefined();
  });

  test('every code of the table is found with its state, and has an English province', () => {
    for (const state of ['current', 'abolished'] as const) {
      for (const [city, counties] of Object.entries(regionCodes[state])) {
        for (const county of counties.split(' ')) {
          const region = findRegion(city + county.slice(0, 2));
          expect(region).toMatchObject({ state, name: { en: expect.any(String) } });
          expect(region?.name.zh.endsWith(county.slice(2))).toBe(true);
        }
      }
    }
  });

  test('the table is complete enough and small enough to be loaded by the screen', () => {
    const count = (lists: object) => Object.values(lists).join(' ').split(' ').length;
    expect(Object.keys(regionCodes.provinces)).toHaveLength(31);
    expect(count(regionCodes.current)).toBeGreaterThan(2800);
    expect(count(regionCodes.abolished)).toBeGreaterThan(3000);
    expect(new TextEncoder().encode(JSON.stringify(regionCodes)).length).toBeLessThan(120_000);
  });
});
