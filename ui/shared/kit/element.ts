// 组件库 · the only import of Element Plus. Pages take components from the kit by their own names.
import "element-plus/dist/index.css";
import { ElTable as Table, ElTableColumn as Column, type TableInstance } from "element-plus";

// Element Plus types table rows as a general record. The cast to the row a page means is made here, once.
/* eslint-disable @typescript-eslint/no-explicit-any */
interface Scope { row: any; column: any; $index: number }
type PropsOf<C extends (...args: any) => any> = Parameters<C>[0];
export const ElTable = Table as unknown as new () => {
  $props: Omit<PropsOf<typeof Table>, "data" | `on${string}` | "rowClassName"> & { data?: readonly any[]; rowClassName?: string | ((scope: { row: any; rowIndex: number }) => string) } & Record<`on${string}`, any>;
  $slots: { default?: () => any; empty?: () => any; append?: () => any };
} & Pick<TableInstance, "clearSelection" | "toggleRowSelection" | "toggleRowExpansion" | "setCurrentRow" | "doLayout">;
export const ElTableColumn = Column as unknown as new () => {
  $props: PropsOf<typeof Column>;
  $slots: { default?: (scope: Scope) => any; header?: (scope: Omit<Scope, "row">) => any };
};
/* eslint-enable @typescript-eslint/no-explicit-any */

export {
  ElAlert, ElAnchor, ElAnchorLink, ElBadge, ElBreadcrumb, ElBreadcrumbItem, ElButton, ElButtonGroup, ElCard, ElCascader, ElCheckbox, ElCheckboxButton,
  ElCheckboxGroup, ElCol, ElCollapse, ElCollapseItem, ElConfigProvider, ElDatePicker, ElDescriptions, ElDescriptionsItem, ElDialog, ElDivider, ElDrawer,
  ElDropdown, ElDropdownItem, ElDropdownMenu, ElEmpty, ElForm, ElFormItem, ElIcon, ElImage, ElImageViewer, ElInput, ElInputNumber, ElLink, ElMenu,
  ElMenuItem, ElMenuItemGroup, ElMessage, ElMessageBox, ElNotification, ElOption, ElOptionGroup, ElPagination, ElPopconfirm, ElPopover, ElProgress, ElRadio, ElRadioButton,
  ElRadioGroup, ElResult, ElRow, ElScrollbar, ElSegmented, ElSelect, ElSkeleton, ElSpace, ElStep, ElSteps, ElSubMenu, ElSwitch, ElTabPane,
  ElTabs, ElTag, ElText, ElTimeline, ElTimelineItem, ElTooltip, ElTree, ElTreeSelect, ElUpload, ElLoadingDirective as vLoading,
} from "element-plus";
export type { TabPaneName, CascaderProps, TableInstance, TreeInstance, InputInstance } from "element-plus";
export { default as zhCn } from "element-plus/es/locale/lang/zh-cn";
export {
  ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Bell, Check, Close, Delete, Document, Download, Edit, House, Loading, Lock, Operation, Paperclip, Picture,
  Plus, Printer, Refresh, Search, Setting, Upload, User, View, Warning, WarningFilled, Expand, Fold, CircleCheck, CircleClose, Clock, Remove,
} from "@element-plus/icons-vue";
