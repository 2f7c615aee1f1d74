import { describe, expect, test } from 'vitest';
import { currentRegion, currentRegions, regionLabel } from './region-list.ts';
import { neighbouringRegions, searchRegions } from './region-search.ts';

function first(query: string): string {
  return searchRegions(query, 1)[0]?.path.join('') ?? '';
}
function names(query: string, limit = 10): readonly string[] {
  return searchRegions(query, limit).map(({ path }) => path.join(''));
}

describe('the list', () => {
  test('holds every region of today once, and none of the past', () => {
    const codes = currentRegions().map(({ code }) => code);
    expect(codes.length).toBeGreaterThan(3_100);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.every((code) => /^\d{6}$/u.test(code))).toBe(true);
    expect(currentRegion('110103')).toBeUndefined();
    expect(currentRegion('341400')).toBeUndefined();
  });

  test.each([
    ['110101', '北京市东城区'],
    ['441900', '广东省东莞市'],
    ['620200', '甘肃省嘉峪关市'],
    ['620201', '甘肃省嘉峪关市'],
    ['530102', '云南省昆明市五华区'],
    ['429004', '湖北省仙桃市'],
    ['500240', '重庆市石柱土家族自治县'],
    ['810000', '香港特别行政区'],
  ])('%s is %s', (code, label) => {
    expect(regionLabel(code)).toBe(label);
  });
});

describe('searching', () => {
  test.each([
    ['昆明', '云南省昆明市'],
    ['kunming', '云南省昆明市'],
    ['kun ming', '云南省昆明市'],
    ['ＫＵＮＭＩＮＧ', '云南省昆明市'],
    ['yunnankunming', '云南省昆明市'],
    ['云南km', '云南省昆明市'],
    ['kmwh', '云南省昆明市五华区'],
    ['云南五华', '云南省昆明市五华区'],
    ['wuhuaqu', '云南省昆明市五华区'],
    ['ynzt', '云南省昭通市'],
    ['530102', '云南省昆明市五华区'],
    ['5301', '云南省昆明市'],
    ['yn', '云南省'],
    ['guangdong', '广东省'],
    ['sz nanshan', '广东省深圳市南山区'],
    ['neimenggu', '内蒙古自治区'],
    ['xianggang', '香港特别行政区'],
    ['xian', '陕西省西安市'],
    ["xi'an", '陕西省西安市'],
    ['dali', '云南省大理白族自治州'],
  ])('%j finds %s first', (query, label) => {
    expect(first(query)).toBe(label);
  });

  test.each([
    ['chongqing', '重庆市'],
    ['changsha', '湖南省长沙市'],
    ['xiamen', '福建省厦门市'],
    ['bengbu', '安徽省蚌埠市'],
    ["lu'an", '安徽省六安市'],
    ['liupanshui', '贵州省六盘水市'],
    ['leting', '河北省唐山市乐亭县', 'laoting'],
    ['yueqing', '浙江省温州市乐清市'],
    ['fanyu', '广东省广州市番禺区', 'panyu'],
    ['baise', '广西壮族自治区百色市'],
    ['lishui', '浙江省丽水市'],
    ['taizhou', '浙江省台州市'],
    ['zhangzi', '山西省长治市长子县'],
    ['hongtong', '山西省临汾市洪洞县'],
    ['bozhou', '安徽省亳州市'],
    ['haozhou', '', 'none'],
    ['lvliang', '山西省吕梁市'],
    ['luliang', '山西省吕梁市'],
    ['zengdu', '湖北省随州市曾都区'],
    ['daicheng', '河北省廊坊市大城县'],
    ['minhang', '上海市闵行区'],
    ['shaoling', '河南省漯河市召陵区'],
    ['nanzhao', '河南省南阳市南召县'],
    ['daqingshan', '黑龙江省伊春市大箐山县'],
    ['liuan', '安徽省六安市'],
  ])('a place name is read as its people read it: %s', (query: string, label: string, right?: string) => {
    if (right === undefined) expect(names(query, 3)).toContain(label);
    else if (right === 'none') expect(names(query)).not.toContain('安徽省亳州市');
    else {
      expect(names(query, 3)).not.toContain(label);
      expect(names(right, 3)).toContain(label);
    }
  });

  test.each([
    ['shaanxi', ['陕西省']],
    ['shanxi', ['山西省', '陕西省']],
    ['Shaanxi Xi’an', ['陕西省西安市']],
    ['shaanxiyl', ['陕西省榆林市']],
    ['shaan', ['陕西省']],
    ['inner mongolia', ['内蒙古自治区']],
    ['Hohhot', ['内蒙古自治区呼和浩特市']],
    ['huhehaote', ['内蒙古自治区呼和浩特市']],
    ['Ürümqi', ['新疆维吾尔自治区乌鲁木齐市']],
    ['Tibet', ['西藏自治区']],
    ['hong kong', ['香港特别行政区']],
    ['kashgar', ['新疆维吾尔自治区喀什地区']],
    ['urumqi', ['新疆维吾尔自治区乌鲁木齐市']],
    ['tibet lhasa', ['西藏自治区拉萨市']],
  ])('a spelling that is no pinyin is understood too: %s', (query, labels) => {
    expect(names(query, labels.length).toSorted()).toEqual(labels.toSorted());
  });

  test('initials are enough, and a province comes before its cities, a city before its counties', () => {
    expect(first('km')).toBe('云南省昆明市');
    const found = searchRegions('云南', 50).map(({ path }) => path.length);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(names('云南', 2)).toEqual(['云南省', '云南省昆明市']);
  });

  test('what is nowhere finds nothing, and odd input does no harm', () => {
    for (const query of ['', '   ', '999999', 'vvvv', '😀', '.*', '\\', 'constructor', 'a'.repeat(2_000), '市'.repeat(500)]) {
      expect(searchRegions(query, 50)).toEqual([]);
    }
  });
});

test('before anything is typed: the provinces, or the neighbours of what is chosen', () => {
  expect(neighbouringRegions('')).toHaveLength(34);
  expect(neighbouringRegions('kunming')).toHaveLength(34);
  expect(neighbouringRegions('530102').map(({ code }) => code.slice(0, 4))).toEqual(Array(14).fill('5301'));
  expect(neighbouringRegions('530100').every(({ code }) => code.startsWith('53') && code.endsWith('00'))).toBe(true);
});
