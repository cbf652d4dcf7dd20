// 签章 · sizes as people say them, and what must stand in a submission
export const millimetres = (tenths: number): string => `${tenths / 10} 毫米`;

export interface SealForm { kind: string; size: number; valid_from: string; valid_to: string }

/** What is missing before a seal can be submitted. */
export function gapsOf(form: SealForm, hasImage: boolean): { field: string; sentence: string }[] {
  return [
    ...(hasImage ? [] : [{ field: "file", sentence: "请上传印章图样" }]),
    ...(form.kind ? [] : [{ field: "kind", sentence: "请选择签章种类" }]),
    ...(form.size >= 20 && form.size <= 60 ? [] : [{ field: "size_tenths", sentence: "印章尺寸应在20至60毫米之间" }]),
    ...(form.valid_from ? [] : [{ field: "valid_from", sentence: "请选择有效期起" }]),
    ...(form.valid_to ? [] : [{ field: "valid_to", sentence: "请选择有效期止" }]),
    ...(form.valid_from && form.valid_to && form.valid_to < form.valid_from ? [{ field: "valid_to", sentence: "有效期止不能早于有效期起" }] : []),
  ];
}
